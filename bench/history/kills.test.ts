import { describe, expect, it } from 'vitest';
import { killCampaign } from './kills.ts';

const KILLS = 24;

describe('a kill at any point', () => {
  it('loses no reading and no line of the ledger that was acknowledged, and doubles none', async () => {
    const campaign = await killCampaign(KILLS, 5);
    expect(campaign).toMatchObject({ kills: KILLS, lost: 0, doubled: 0, broken: 0 });
    expect(campaign.acknowledged).toBeGreaterThan(KILLS);
  }, 300_000);
});
