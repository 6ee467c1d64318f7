/**
 * Records what happens to every object of an S3 bucket, as JSON, in another bucket.
 *
 * <p>Read it in this order: {@link objectledger.LedgerHandler} (bytes in, answer out), {@link
 * objectledger.Payload} (what arrived) and {@link objectledger.ObjectEvent} (what happened to one
 * object), {@link objectledger.Ledger} (the use case), {@link objectledger.SourceObject} (what S3
 * says of the object now) and {@link objectledger.Observation}, {@link objectledger.LedgerRecord}
 * (what is kept), {@link objectledger.Journal} and {@link objectledger.Latest} (where), {@link
 * objectledger.Outcome} (how it went), {@link objectledger.Settings} and {@link
 * objectledger.S3Clients}.
 */
package objectledger;
