/**
 * Says on one screen whether a stack works. {@link objectledger.ops.status.StatusCommand} reads
 * Terraform's state and asks everything at once; each question is answered by {@link
 * objectledger.ops.status.Row rows}, which bring the {@link objectledger.ops.status.Finding
 * findings} on which a person should act; {@link objectledger.ops.status.StatusReport} is the
 * screen, or one JSON object.
 */
package objectledger.ops.status;
