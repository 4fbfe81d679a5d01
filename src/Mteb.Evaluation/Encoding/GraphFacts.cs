namespace Mteb.Evaluation.Encoding;

/// <summary>What is read from an ONNX file before it is run.</summary>
/// <param name="ExternalFiles">Files that hold weights, as the graph names them, relative to the ONNX file.</param>
/// <param name="VocabularyRows">Rows of the table that the token ids are looked up in; null when it was not found.</param>
/// <param name="LooksAcrossBatch">
/// Whether an operator looks at the whole batch to treat one text: dynamic quantisation scales by the largest activation of
/// the batch.
/// </param>
public sealed record GraphFacts(IReadOnlyList<string> ExternalFiles, long? VocabularyRows, bool LooksAcrossBatch);
