/**
 * Moves work from the first event to the start of the function. {@link
 * objectledger.startup.SnapStartHooks} is the entry type: it primes the function at a plain start,
 * or before a SnapStart snapshot, and opens connections afterwards. {@link
 * objectledger.startup.Priming} sends synthetic events through the function's own code to a {@link
 * objectledger.startup.StubServer}; it knows the function by the interface {@link
 * objectledger.startup.PrimedFunction} only. No call to AWS is made and no secret is read before a
 * snapshot. {@link objectledger.startup.YoungGeneration} is apart: it sizes the heap once. Read
 * {@code SnapStartHooks}, {@code Priming}, {@code ConnectionWarmup}, then the stub's parts.
 *
 * <p>What each part pays: medians of nine rounds on two cores, in which the function was started
 * with and without it; a plain start takes 717 ms (1,170 ms of CPU), a restored one 46 ms.
 *
 * <table>
 * <caption>Time to the end of the first event, without one part</caption>
 * <tr><th>part</th><th>plain start</th><th>restored</th></tr>
 * <tr><td>classes loaded on a second core</td><td>+27 %</td><td></td></tr>
 * <tr><td>TLS handshake with S3 beside it</td><td>+20 %</td><td></td></tr>
 * <tr><td>priming with one event</td><td>+6 %; the event takes 113 ms, not 16</td><td></td></tr>
 * <tr><td>connections before the event</td><td>+2 %; the event takes 44 ms, not 16</td><td>+7 %</td></tr>
 * <tr><td>credentials from the stub</td><td></td><td>+47 %</td></tr>
 * <tr><td>trust store and issuer names</td><td></td><td>+32 %</td></tr>
 * <tr><td>TLS to the stub; a handshake with S3 in its place</td><td></td><td>+29 %</td></tr>
 * <tr><td>25 repetitions, not one</td><td></td><td>−4 %; a quarter more CPU</td></tr>
 * </table>
 */
package objectledger.startup;
