import { memo, useId } from 'react';
import { type Ink, inkVariable } from '../model/palette.ts';
import { FONT_SIZE, type Mark, type Scene } from '../model/scene.ts';

const colour = (ink: Ink): string => `var(${inkVariable(ink)})`;

const HALO = {
  stroke: colour('surface'),
  strokeWidth: 4,
  strokeLinejoin: 'round',
  paintOrder: 'stroke',
} as const;

/** A scene on screen, in the theme's inks. Says nothing to a screen reader: what is around it does. */
export const SceneView = memo(function SceneView({ scene }: { readonly scene: Scene }) {
  const hatch = useId();
  return (
    <svg
      width={scene.width}
      height={scene.height}
      viewBox={`0 0 ${scene.width} ${scene.height}`}
      fontSize={FONT_SIZE}
      aria-hidden
      style={{ display: 'block', overflow: 'visible' }}
    >
      <defs>
        <Hatch id={`${hatch}alone`} ink="hatch" />
        <Hatch id={`${hatch}over`} ink="surface" />
      </defs>
      {scene.marks.map((mark, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: marks have no identity, and a scene is drawn whole
        <MarkView key={at} mark={mark} hatch={hatch} />
      ))}
    </svg>
  );
});

function Hatch({ id, ink }: { readonly id: string; readonly ink: Ink }) {
  return (
    <pattern id={id} width={5} height={5} patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
      <rect width={2} height={5} fill={colour(ink)} />
    </pattern>
  );
}

function MarkView({ mark, hatch }: { readonly mark: Mark; readonly hatch: string }) {
  switch (mark.kind) {
    case 'area':
      return <path d={mark.d} fill={colour(mark.ink)} fillOpacity={mark.opacity} />;
    case 'hatch':
      return <path d={mark.d} fill={`url(#${hatch}${mark.over ? 'over' : 'alone'})`} />;
    case 'line':
      return (
        <path d={mark.d} fill="none" stroke={colour(mark.ink)} strokeWidth={mark.width} strokeDasharray={mark.dash} />
      );
    case 'text':
      return (
        <text
          x={mark.x}
          y={mark.y}
          textAnchor={mark.anchor}
          fill={colour(mark.ink)}
          fontWeight={mark.strong ? 600 : undefined}
          {...(mark.halo ? HALO : {})}
        >
          {mark.text}
        </text>
      );
  }
}
