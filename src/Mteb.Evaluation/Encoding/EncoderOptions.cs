using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>How a model is run. None of these settings changes what comes out, except the device and the lengths.</summary>
public sealed record EncoderOptions
{
    /// <summary>How many threads work in all: they run the model and tokenise by turns.</summary>
    public required int Threads { get; init; }

    /// <summary>
    /// <c>cpu</c>, <c>cuda</c>, <c>tensorrt</c>, <c>dml</c>, <c>webgpu</c> or <c>coreml</c>, with <c>:n</c> after it to name the n-th device; or <c>auto</c>:
    /// CUDA where it can be used, else the CPU.
    /// </summary>
    public string Device { get; init; } = "cpu";

    /// <summary>What the device is told besides, in the words of its execution provider; only for a device that is named.</summary>
    public IReadOnlyDictionary<string, string> ProviderOptions { get; init; } = new Dictionary<string, string>();

    /// <summary><c>float32</c>, <c>float16</c> or <c>bfloat16</c>, for which the model must have an ONNX file or weights; null for the obvious file.</summary>
    public string? Dtype { get; init; }

    /// <summary>Most tokens of a batch, padding included; null for a number that suits the device. A longer text is a batch of its own.</summary>
    public int? TokenBudget { get; init; }

    /// <summary>Most texts of a batch; null for as many as the token budget allows.</summary>
    public int? BatchSize { get; init; }

    /// <summary>Most tokens of a text; null for what the model declares.</summary>
    public int? MaximumLength { get; init; }

    /// <summary>The ONNX file to run, by name or relative path; null for the obvious one.</summary>
    public string? GraphName { get; init; }

    /// <summary>How token vectors are pooled instead of the model's own steps, of which none follows then; null for the model's own.</summary>
    public PoolingMode? Pooling { get; init; }

    /// <summary>Whether a folder without a tokenizer is refused; else it takes token ids alone.</summary>
    public bool NeedsTokenizer { get; init; } = true;

    /// <summary>Names of all known tasks, by which prompts that are never used are told; null to leave that check out.</summary>
    public IReadOnlySet<string>? KnownTasks { get; init; }

    /// <summary>What is known of the digests of the model's files; null to read every file.</summary>
    public FileDigests? Digests { get; init; }

    /// <summary>Prompts that are not the model's own; null when there are none.</summary>
    public PromptSet? Prompts { get; init; }

    /// <summary>Finds what is known about a task, which decides the instruction of a model that takes them; null when nothing is.</summary>
    public Func<string, TaskFacts?>? FindTask { get; init; }
}
