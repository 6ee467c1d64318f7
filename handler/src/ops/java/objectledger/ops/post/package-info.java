/**
 * Posts a document to the ingress API. {@link objectledger.ops.post.PostCommand} reads the settings
 * into a {@link objectledger.ops.post.PostRequest}; {@link objectledger.ops.post.ApiClient} sends
 * it with the caller's {@link objectledger.ops.post.Authorization}, {@link
 * objectledger.ops.post.LargeUpload} puts what is too large for the API, and {@link
 * objectledger.ops.post.StatusPoll} asks what became of it. {@link
 * objectledger.ops.post.PresignedPost} lets a client upload without credentials of AWS.
 */
package objectledger.ops.post;
