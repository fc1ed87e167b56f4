import { type UseMutationResult, useMutation } from '@tanstack/react-query';
import type { OperationSnapshot } from '#shared/contract/messages.ts';
import { cancel, type Refused, startAgain } from './bridge.ts';
import { dismiss } from './operations.ts';

/** Asks a running operation to stop. */
export const useCancel = (): UseMutationResult<void, Refused, Pick<OperationSnapshot, 'id' | 'world'>> =>
  useMutation({ mutationFn: cancel });

/** Starts an operation once more; the mutation's value is the new operation's id. */
export const useStartAgain = (): UseMutationResult<
  string,
  Refused,
  Pick<OperationSnapshot, 'world' | 'path' | 'input'>
> => useMutation({ mutationFn: startAgain });

/** Takes an ended operation off the list. */
export const useDismiss = (): UseMutationResult<void, Refused, string> => useMutation({ mutationFn: dismiss });
