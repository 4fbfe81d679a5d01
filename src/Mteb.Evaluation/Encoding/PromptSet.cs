using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>Prompts that do not stand in the model's folder: what <c>--prompts</c> names.</summary>
public sealed record PromptSet
{
    /// <summary>The order in which mteb looks for an instruction unless a model wants another.</summary>
    public static readonly IReadOnlyList<InstructionSource> UsualOrder =
        [InstructionSource.TaskName, InstructionSource.TaskType, InstructionSource.Role, InstructionSource.Task];

    /// <summary>mteb's <c>model_prompts</c>, in the order of the files; null when none are given. They take the place of the model's own.</summary>
    public IReadOnlyList<KeyValuePair<string, string>>? Prompts { get; init; }

    /// <summary>The prompts that tasks have of their own in mteb, by the name of the task.</summary>
    public IReadOnlyDictionary<string, TaskPrompt> TaskPrompts { get; init; } = new Dictionary<string, TaskPrompt>();

    /// <summary>What mteb says for tasks without a prompt of their own, by the name of their base class.</summary>
    public IReadOnlyDictionary<string, string> ClassPrompts { get; init; } = new Dictionary<string, string>();

    /// <summary>What is put in front of texts, with <c>{instruction}</c> in it; null for a model that takes no instructions.</summary>
    public string? InstructionTemplate { get; init; }

    /// <summary>Whether documents get an instruction too.</summary>
    public bool InstructDocuments { get; init; } = true;

    /// <summary>Where an instruction is looked for, in this order.</summary>
    public IReadOnlyList<InstructionSource> InstructionSources { get; init; } = UsualOrder;

    /// <summary>The files that all this comes from, named <c>prompts/…</c>.</summary>
    public IReadOnlyList<ModelFile> Files { get; init; } = [];

    /// <summary>Full path of the first file, for diagnostics; null when there is none.</summary>
    public string? Path { get; init; }

    /// <summary>A model with the prompts of this set instead of its own, where the set has any.</summary>
    public ModelFolder ApplyTo(ModelFolder folder) => Prompts is not null || InstructionTemplate is not null
        ? folder with { Prompts = Prompts ?? [], PromptsFile = Path }
        : folder;
}

/// <summary>Where an instruction comes from; the words in brackets are mteb's.</summary>
public enum InstructionSource
{
    /// <summary>The model's prompt under the name of the task (<c>custom_prompt</c>).</summary>
    TaskName,

    /// <summary>The model's prompt under the type of the task (<c>task_type_prompt</c>).</summary>
    TaskType,

    /// <summary>The model's prompt under <c>query</c> or <c>document</c> (<c>encode_type_prompt</c>).</summary>
    Role,

    /// <summary>The prompt that the task has of its own (<c>default_task_prompt</c>).</summary>
    Task,
}

/// <summary>The prompt that a task has of its own: one text, or one for each role.</summary>
/// <param name="Text">The text; null when there is one for each role.</param>
/// <param name="ByRole">Texts by <c>query</c> and <c>document</c>; null when there is one text.</param>
public sealed record TaskPrompt(string? Text, IReadOnlyDictionary<string, string>? ByRole);
