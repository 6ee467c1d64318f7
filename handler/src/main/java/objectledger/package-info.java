/**
 * Records what happens to every object of an S3 bucket, as JSON, in another bucket.
 *
 * <p>Read it in this order: {@link objectledger.LedgerHandler} (bytes in, answer out); {@link
 * objectledger.Payload} (what arrived), {@link objectledger.EventReader} and {@link
 * objectledger.ObjectEvent} (what happened to one object); {@link objectledger.Ledger} (the use
 * case) and {@link objectledger.Batch} (many at once); {@link objectledger.SourceObject} and {@link
 * objectledger.Observation} (what S3 says of the object); {@link objectledger.LedgerRecord} (what
 * is kept); {@link objectledger.Journal} and {@link objectledger.Latest} (where); {@link
 * objectledger.Outcome} and {@link objectledger.Fault} (how it went); {@link
 * objectledger.WorkflowCall} with {@link objectledger.CallMarker} and {@link
 * objectledger.Parameters} (what may follow); {@link objectledger.Settings}, {@link
 * objectledger.AwsClients} and {@link objectledger.Deadline} (with what, and for how long); {@link
 * objectledger.PunctualS3}, {@link objectledger.LeanS3} and {@link objectledger.S3Bucket} (how S3
 * is asked); {@link objectledger.Preparation} and {@link objectledger.Rehearsal} (what is done
 * before the first event).
 */
package objectledger;
