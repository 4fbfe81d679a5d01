using Mteb.Schemas.Catalogue;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Encoding;

/// <summary>Decides what is put in front of the texts of a call, by the rules of that wrapper of mteb that suits the model.</summary>
/// <param name="folder">The model, with the prompts in force.</param>
/// <param name="prompts">Prompts from elsewhere; null without any.</param>
/// <param name="findTask">Finds what is known about a task; null when nothing is.</param>
internal sealed class PromptRules(ModelFolder folder, PromptSet? prompts, Func<string, TaskFacts?>? findTask)
{
    /// <summary>Whether some text may get something in front.</summary>
    public bool MayChangeTexts => prompts?.InstructionTemplate is not null || folder.Prompts.Any(prompt => prompt.Value.Length > 0);

    /// <summary>The prompt of a call, with a warning where one was declared in vain; or why it cannot be known.</summary>
    public Outcome<PromptResolution> Resolve(string taskName, string taskType, PromptType? role)
    {
        if (prompts is { InstructionTemplate: not null })
        {
            return InstructionResolver.Resolve(prompts, taskName, taskType, findTask?.Invoke(taskName), role);
        }

        var found = PromptResolver.Resolve(folder.Prompts, folder.DefaultPromptName, taskName, taskType, role);
        var unapplied = PromptCheck.FindUnapplied(folder, taskName, taskType, role, found);
        return Outcome.Success(found, unapplied is null ? [] : [unapplied]);
    }
}
