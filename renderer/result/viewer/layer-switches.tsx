import { Chip, Group } from '@mantine/core';
import { memo } from 'react';
import { useWords } from '../../ui/words.tsx';
import type { Layer } from '../model/view.ts';
import { COLOURS } from './colours.ts';
import classes from './viewer.module.css';

interface LayerSwitchesProps {
  /** Those that the answer has something for. */
  readonly there: readonly Layer[];
  readonly shown: readonly Layer[];
  readonly onChange: (shown: readonly Layer[]) => void;
}

/** A switch for each layer, with its colour and its name. */
export const LayerSwitches = memo(function LayerSwitches({ there, shown, onChange }: LayerSwitchesProps) {
  const words = useWords().viewer;
  if (there.length === 0) return null;
  return (
    <Chip.Group
      multiple
      value={[...shown]}
      onChange={(next) => onChange(there.filter((layer) => next.includes(layer)))}
    >
      <Group gap={6} className={classes['layers'] ?? ''} role="group" aria-label={words.layersGroup}>
        {there.map((layer) => (
          <Chip key={layer} size="xs" variant="outline" color="gray" value={layer}>
            <span
              className={classes['swatch']}
              style={{ '--box': COLOURS[layer] } as React.CSSProperties}
              aria-hidden
            />
            {words.layers[layer]}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
});
