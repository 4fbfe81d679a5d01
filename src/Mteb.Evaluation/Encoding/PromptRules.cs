using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>Decides what is put in front of the texts of a call, by the rules of that wrapper of mteb that suits the model.</summary>
public sealed class PromptRules
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _declared;
    private readonly string? _defaultName;
    private readonly SourcePlace _place;
    private readonly PromptSet? _set;
    private readonly Func<string, TaskFacts?>? _findTask;

    private PromptRules(
        IReadOnlyList<KeyValuePair<string, string>> declared, string? defaultName, SourcePlace place, PromptSet? set, Func<string, TaskFacts?>? findTask)
    {
        _declared = declared;
        _defaultName = defaultName;
        _place = place;
        _set = set;
        _findTask = findTask;
    }

    /// <summary>Nothing is put in front of any text.</summary>
    public static readonly PromptRules None = Of(new PromptSet(), null);

    /// <summary>Whether some text may get something in front.</summary>
    public bool MayChangeTexts => TakesInstructions || _declared.Any(prompt => prompt.Value.Length > 0);

    private bool TakesInstructions => _set?.InstructionTemplate is not null;

    /// <summary>The rules of a model folder.</summary>
    /// <param name="folder">The model, with the prompts in force.</param>
    /// <param name="set">Prompts from elsewhere; null without any.</param>
    /// <param name="findTask">Finds what is known about a task; null when nothing is.</param>
    public static PromptRules Of(ModelFolder folder, PromptSet? set, Func<string, TaskFacts?>? findTask) =>
        new(folder.Prompts, folder.DefaultPromptName, PromptCheck.PlaceOf(folder), set, findTask);

    /// <summary>The rules of a model that has no folder.</summary>
    /// <inheritdoc cref="Of(ModelFolder, PromptSet, Func{string, TaskFacts})"/>
    public static PromptRules Of(PromptSet set, Func<string, TaskFacts?>? findTask) =>
        new(set.Prompts ?? [], null, new SourcePlace(set.Path), set, findTask);

    /// <summary>The rules of prompts that stand in code.</summary>
    /// <param name="prompts">Prompts in mteb's form.</param>
    /// <param name="defaultName">Name of the prompt for texts without a role; null without one.</param>
    public static PromptRules Of(IReadOnlyList<KeyValuePair<string, string>> prompts, string? defaultName) =>
        new(prompts, defaultName, SourcePlace.None, null, null);

    /// <summary>The prompt of a call, with a warning where one was declared in vain; or why it cannot be known.</summary>
    /// <param name="taskName">Name of the task.</param>
    /// <param name="taskType">Type of the task.</param>
    /// <param name="role">Role of the texts; null without one.</param>
    public Outcome<PromptResolution> Resolve(string taskName, string taskType, PromptType? role)
    {
        if (TakesInstructions)
        {
            return InstructionResolver.Resolve(_set!, taskName, taskType, _findTask?.Invoke(taskName), role);
        }

        var found = PromptResolver.Resolve(_declared, _defaultName, taskName, taskType, role);
        var unapplied = PromptCheck.FindUnapplied(_declared, _place, taskName, taskType, role, found);
        return Outcome.Success(found, unapplied is null ? [] : [unapplied]);
    }

    /// <summary>One warning for each prompt that mteb never looks up.</summary>
    /// <param name="knownTasks">Names of all known tasks.</param>
    public IReadOnlyList<Diagnostic> FindDropped(IReadOnlySet<string> knownTasks) => PromptCheck.FindDropped(_declared, _defaultName, _place, knownTasks);

    /// <summary>
    /// The prompt of texts that belong to no task, by sentence-transformers' rules: the one of this name; else that of the role,
    /// where one is declared; else, without a role, the default one.
    /// </summary>
    /// <param name="name">The key of the prompt; null without one.</param>
    /// <param name="role">Role of the texts; null without one.</param>
    /// <returns>The prompt; or that there is none of this name.</returns>
    public Outcome<PromptResolution> Named(string? name, PromptType? role)
    {
        var key = name ?? PromptResolver.NameOf(role) ?? _defaultName;
        if (key is null)
        {
            return default(PromptResolution);
        }

        if (PromptResolver.Find(_declared, key) is { } text)
        {
            var source = name is not null ? PromptSource.Task : role is not null ? PromptSource.Role : PromptSource.Default;
            return new PromptResolution(source, key, TakesInstructions && text.Length > 0 ? InstructionTemplate.Fill(_set!.InstructionTemplate!, text) : text);
        }

        return name is null
            ? default(PromptResolution)
            : EncodingCodes.PromptUndeclared.At(
                _place,
                $"The model declares no prompt '{name}'{(_declared.Count == 0 ? "; it declares none at all" : $"; it declares {string.Join(", ", _declared.Select(prompt => prompt.Key))}")}.",
                "Name a prompt that is declared, or give one with '--prompts'.");
    }
}
