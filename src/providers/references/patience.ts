/** For a person who asked by a command and sees that it takes its time: until nothing more is to be read. */
export function untilDone(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => {
      resolve();
    });
  });
}
