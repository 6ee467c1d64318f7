/**
 * Scenarios on a deployed stack, local or real, and what the scripts put into one. {@link
 * objectledger.smoke.SmokeTest} and {@link objectledger.smoke.WorkflowSmokeTest} run after an
 * apply; {@link objectledger.smoke.Demo} shows one record; {@link objectledger.smoke.Load} puts
 * many objects. {@link objectledger.ops.flight.LedgerReader} reads what was recorded.
 */
package objectledger.smoke;
