export async function benchEdit(): Promise<void> {}
