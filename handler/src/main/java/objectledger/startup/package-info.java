/**
 * Moves work from the first event to the start of the function. {@link
 * objectledger.startup.SnapStartHooks} is the entry type: it primes the function at a plain start,
 * or before a SnapStart snapshot, and opens connections afterwards. {@link
 * objectledger.startup.Priming} sends synthetic events through the function's own code to a {@link
 * objectledger.startup.StubServer}; it knows the function by the interface {@link
 * objectledger.startup.PrimedFunction} only. No call to AWS is made and no secret is read before a
 * snapshot. {@link objectledger.startup.YoungGeneration} is apart: it sizes the heap once. Read
 * {@code SnapStartHooks}, {@code Priming}, {@code ConnectionWarmup}, then the stub's parts.
 */
package objectledger.startup;
