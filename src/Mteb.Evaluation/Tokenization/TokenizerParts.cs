using Mteb.Evaluation.Tokenization.AddedTokens;
using Mteb.Evaluation.Tokenization.Encodings;
using Mteb.Evaluation.Tokenization.Models;
using Mteb.Evaluation.Tokenization.Normalizers;
using Mteb.Evaluation.Tokenization.PostProcessors;
using Mteb.Evaluation.Tokenization.PreTokenizers;

namespace Mteb.Evaluation.Tokenization;

/// <summary>What a tokenizer is made of, in the order in which a text passes it.</summary>
/// <param name="Name">The file or folder that it comes from, as the user would write it.</param>
/// <param name="AddedTokens">Tokens that are looked for in the text itself.</param>
/// <param name="Normalizer">Changes characters; null for none.</param>
/// <param name="PreTokenizer">Divides into pieces; null for none.</param>
/// <param name="Model">Turns pieces into tokens.</param>
/// <param name="Truncation">What the file asks for; null for none.</param>
/// <param name="PostProcessor">Adds special tokens; null for none.</param>
/// <param name="Padding">What the file asks for; null for none.</param>
internal sealed record TokenizerParts(
    string Name,
    AddedVocabulary AddedTokens,
    INormalizer? Normalizer,
    IPreTokenizer? PreTokenizer,
    IModel Model,
    Truncation? Truncation,
    IPostProcessor? PostProcessor,
    Padding? Padding);
