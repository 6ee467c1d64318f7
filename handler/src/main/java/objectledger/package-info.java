/**
 * Records S3 object events as JSON in a ledger bucket. {@link objectledger.LedgerHandler} is the
 * Lambda entry point: it wires the function, parses a request with {@link objectledger.Payload} and
 * {@link objectledger.EventReader} into {@link objectledger.ObjectEvent}s, and answers. {@link
 * objectledger.Ledger} is the use case: it reads each object with {@link
 * objectledger.SourceObjectReader}, builds a {@link objectledger.LedgerRecord}, appends it to the
 * {@link objectledger.Journal} and updates the {@link objectledger.LatestDocuments}; {@link
 * objectledger.BatchWriter} does the same for an SQS batch with one object or more for each hour.
 * Each event ends in an {@link objectledger.Outcome}.
 *
 * <p>Everything below is in packages of its own, which never use this one: {@code startup}, {@code
 * workflow}, {@code parameters}, {@code aws}, {@code lambda} and {@code json}, each of which uses
 * only those after it.
 *
 * <p>Read the classes in this order: {@code LedgerHandler}, {@code Payload}, {@code EventReader},
 * {@code ObjectEvent}, {@code Ledger}, {@code SourceObjectReader}, {@code ObjectState}, {@code
 * LedgerRecord}, {@code Journal}, {@code LatestDocuments}, {@code BatchWriter}, {@code Outcome}.
 */
package objectledger;
