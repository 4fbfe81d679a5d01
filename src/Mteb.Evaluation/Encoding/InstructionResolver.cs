using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding;

/// <summary>Which instruction mteb's wrapper for instruction-tuned models gives with the texts of a task.</summary>
public static class InstructionResolver
{
    /// <summary>
    /// The first source that has something wins. A prompt of the model wins even when it is empty; the task's own only if it
    /// is not, and one with texts by role only if it has one for this role. Where none wins the task's own is taken as it is,
    /// and where that leaves nothing, the sentence of the task's base class. What is found goes into the template, unless it
    /// is empty.
    /// </summary>
    /// <param name="prompts">The prompts, with a template.</param>
    /// <param name="taskName">Name of the task.</param>
    /// <param name="taskType">Type of the task.</param>
    /// <param name="task">What is known about the task; null for a task that nobody knows.</param>
    /// <param name="role">Role of the texts; null where the task type has none.</param>
    /// <returns>What is put in front of every text; or which text would be needed and is not there.</returns>
    public static Outcome<PromptResolution> Resolve(PromptSet prompts, string taskName, string taskType, TaskFacts? task, PromptType? role)
    {
        var roleName = PromptResolver.NameOf(role);
        if (role == PromptType.Document && !prompts.InstructDocuments)
        {
            return default(PromptResolution);
        }

        var own = prompts.TaskPrompts.GetValueOrDefault(taskName);
        foreach (var source in prompts.InstructionSources)
        {
            if (source == InstructionSource.Task && own is null && task is { HasPrompt: true })
            {
                return Missing(prompts, $"{taskName} has a prompt of its own in mteb, and its text is not given.");
            }

            if (source == InstructionSource.Task && roleName is null && own is { ByRole: not null })
            {
                return Unusable(prompts, taskName, taskType);
            }

            if (Find(prompts, source, taskName, taskType, own, roleName) is { } found)
            {
                return found.Text is { Length: > 0 } text ? Fill(prompts, found with { Text = text }) : OfClass(prompts, taskName, task);
            }
        }

        return own switch
        {
            null when task is { HasPrompt: true } => Missing(prompts, $"{taskName} has a prompt of its own in mteb, and its text is not given."),
            { ByRole: not null } when roleName is null => Unusable(prompts, taskName, taskType),
            { ByRole: not null } => Outcome.Success(default(PromptResolution), [EncodingCodes.NoPromptApplied.At(
                new SourcePlace(prompts.Path),
                $"The prompt of {taskName} has no text for the role '{roleName}'; these texts are encoded without one, as mteb does.",
                "Set 'instruct_documents' to false if the model's documents go without instruction.")]),
            { Text: { Length: > 0 } text } => Fill(prompts, new PromptResolution(PromptSource.TasksOwn, taskName, text)),
            _ => OfClass(prompts, taskName, task),
        };
    }

    private static PromptResolution? Find(PromptSet prompts, InstructionSource source, string taskName, string taskType, TaskPrompt? own, string? roleName) => source switch
    {
        InstructionSource.TaskName => Declared(prompts, PromptSource.Task, taskName),
        InstructionSource.TaskType => Declared(prompts, PromptSource.TaskType, taskType),
        InstructionSource.Role => roleName is null ? null : Declared(prompts, PromptSource.Role, roleName),
        _ when own is { ByRole: { } texts } => roleName is not null && texts.GetValueOrDefault(roleName) is { Length: > 0 } text
            ? new PromptResolution(PromptSource.TasksOwn, $"{taskName}-{roleName}", text)
            : null,
        _ => own is { Text: { Length: > 0 } text } ? new PromptResolution(PromptSource.TasksOwn, taskName, text) : null,
    };

    private static PromptResolution? Declared(PromptSet prompts, PromptSource source, string key) =>
        PromptResolver.Find(prompts.Prompts ?? [], key) is { } text ? new PromptResolution(source, key, text) : null;

    private static Outcome<PromptResolution> OfClass(PromptSet prompts, string taskName, TaskFacts? task) =>
        task is not null && prompts.ClassPrompts.GetValueOrDefault(task.BaseClass) is { Length: > 0 } sentence
            ? Fill(prompts, new PromptResolution(PromptSource.BaseClass, task.BaseClass, sentence))
            : Missing(prompts, $"For {taskName} mteb takes the sentence of its base class{(task is null ? "" : $" {task.BaseClass}")}, and its text is not given.");

    private static PromptResolution Fill(PromptSet prompts, PromptResolution found) => found with
    {
        Text = InstructionTemplate.Fill(prompts.InstructionTemplate ?? InstructionTemplate.Bare, found.Text!),
    };

    private static Diagnostic Unusable(PromptSet prompts, string taskName, string taskType) => EncodingCodes.PromptUnusable.At(
        new SourcePlace(prompts.Path),
        $"The prompt of {taskName} is made for queries and documents, and texts of type {taskType} are neither; mteb would hand over the map itself.",
        $"Give one text for {taskName} under 'model_prompts'.");

    private static Diagnostic Missing(PromptSet prompts, string message) => EncodingCodes.PromptMissing.At(
        new SourcePlace(prompts.Path),
        message,
        "Give the texts of tasks and base classes with '--prompts'; docs/prompts.md has the two lines that write them with an installed mteb.");
}
