import { IconArrowLeft } from '@tabler/icons-react';
import { Link } from 'wouter';
import classes from './batch.module.css';

/** The way back, above what it leads back from. */
export function BackLink({ to, label }: { readonly to: string; readonly label: string }) {
  return (
    <Link href={to} className={classes['back'] ?? ''}>
      <IconArrowLeft size={16} aria-hidden />
      {label}
    </Link>
  );
}
