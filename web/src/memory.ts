// Has this browser been a device before? Kept apart from the data, so that data that the browser threw away is told from a
// first visit. Not needed for anything else: without localStorage it only knows less.
const canary = 'customer-history';

export function remembered(): boolean {
    try {
        return localStorage.getItem(canary) !== null;
    } catch {
        return false;
    }
}
export function remember(): void {
    try {
        localStorage.setItem(canary, '1');
    } catch { /* a canary less */ }
}
export function forget(): void {
    try {
        localStorage.removeItem(canary);
    } catch { /* there was none */ }
}
