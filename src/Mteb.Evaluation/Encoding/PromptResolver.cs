namespace Mteb.Evaluation.Encoding;

/// <summary>By which rule a prompt was found.</summary>
public enum PromptSource
{
    /// <summary>No prompt.</summary>
    None,

    /// <summary>The key <c>{task name}-{role}</c>.</summary>
    TaskAndRole,

    /// <summary>The key <c>{task name}</c>.</summary>
    Task,

    /// <summary>The key <c>{task type}-{role}</c>.</summary>
    TaskTypeAndRole,

    /// <summary>The key <c>{task type}</c>.</summary>
    TaskType,

    /// <summary>The key <c>query</c> or <c>document</c>.</summary>
    Role,

    /// <summary>The model's default prompt, for texts without a role.</summary>
    Default,

    /// <summary>The prompt that the task has of its own in mteb; for models that take instructions.</summary>
    TasksOwn,

    /// <summary>The sentence of the task's base class in mteb; for models that take instructions.</summary>
    BaseClass,
}

/// <summary>The prompt for a call, and how it was found.</summary>
/// <param name="Source">The rule.</param>
/// <param name="Name">The key under which the model declares it; null without a prompt.</param>
/// <param name="Text">What is put in front of every text; null or empty for nothing.</param>
public readonly record struct PromptResolution(PromptSource Source, string? Name, string? Text)
{
    /// <summary>Whether texts change by it.</summary>
    public bool ChangesTexts => !string.IsNullOrEmpty(Text);
}

/// <summary>Which of a model's prompts mteb's wrapper of sentence-transformers puts in front of texts.</summary>
public static class PromptResolver
{
    /// <summary>
    /// The first key that the model declares wins: <c>{task}-{role}</c>, <c>{task}</c>, <c>{type}-{role}</c>, <c>{type}</c>,
    /// <c>{role}</c>; those with a role only where there is one. A declared empty text wins too, and means no prompt. Nothing
    /// found: texts without a role get the model's default prompt. Texts with a role get nothing, because
    /// sentence-transformers then asks for <c>query</c> or <c>document</c>, which every model has, if only as empty text.
    /// </summary>
    /// <param name="prompts">Declared prompts by name.</param>
    /// <param name="defaultName">Name of the default prompt; null without one.</param>
    /// <param name="taskName">Name of the task.</param>
    /// <param name="taskType">Type of the task.</param>
    /// <param name="role">Role of the texts; null where the task type has none.</param>
    public static PromptResolution Resolve(
        IReadOnlyList<KeyValuePair<string, string>> prompts, string? defaultName, string taskName, string taskType, PromptType? role)
    {
        var roleName = NameOf(role);
        (PromptSource Source, string? Name)[] keys =
        [
            (PromptSource.TaskAndRole, roleName is null ? null : $"{taskName}-{roleName}"),
            (PromptSource.Task, taskName),
            (PromptSource.TaskTypeAndRole, roleName is null ? null : $"{taskType}-{roleName}"),
            (PromptSource.TaskType, taskType),
            (PromptSource.Role, roleName),
            (PromptSource.Default, roleName is null ? defaultName : null),
        ];
        foreach (var (source, name) in keys)
        {
            if (name is not null && Find(prompts, name) is { } text)
            {
                return new PromptResolution(source, name, text);
            }
        }

        return default;
    }

    /// <summary>mteb's word for a role; null without one.</summary>
    internal static string? NameOf(PromptType? role) => role switch { PromptType.Query => "query", PromptType.Document => "document", _ => null };

    /// <summary>The text of a key; null where it is not declared.</summary>
    internal static string? Find(IReadOnlyList<KeyValuePair<string, string>> prompts, string name)
    {
        // As in a Python dictionary, the last of several equal keys counts.
        for (var i = prompts.Count - 1; i >= 0; i--)
        {
            if (prompts[i].Key == name)
            {
                return prompts[i].Value;
            }
        }

        return null;
    }
}
