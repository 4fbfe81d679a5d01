using System.Security.Cryptography;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;
using Mteb.Schemas.Text;

namespace Mteb.Evaluation.Encoding;

/// <summary>
/// Reads files with prompts: mteb's <c>model_prompts</c> as they are (key to text), or an object that says more
/// (docs/prompts.md). Several files add up; what two of them say differently is an error.
/// </summary>
public sealed class PromptFile
{
    private const string Remedy = "docs/prompts.md describes the file.";

    private static readonly Dictionary<string, InstructionSource> SourceNames = new(StringComparer.Ordinal)
    {
        ["custom_prompt"] = InstructionSource.TaskName,
        ["task_type_prompt"] = InstructionSource.TaskType,
        ["encode_type_prompt"] = InstructionSource.Role,
        ["default_task_prompt"] = InstructionSource.Task,
    };

    private readonly List<Diagnostic> _problems = [];
    private readonly Dictionary<string, Action<JsonMember>> _members;
    private readonly List<KeyValuePair<string, string>> _prompts = [];
    private readonly Dictionary<string, TaskPrompt> _taskPrompts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _classPrompts = new(StringComparer.Ordinal);
    private readonly HashSet<string> _said = new(StringComparer.Ordinal);
    private readonly List<ModelFile> _files = [];
    private bool _hasPrompts;
    private PromptSet _set = new();
    private SourceText _source = SourceText.Of(default);

    private PromptFile() => _members = new(StringComparer.Ordinal)
    {
        ["model_prompts"] = member => ReadPrompts(member.Value),
        ["task_prompts"] = member => ReadTaskPrompts(member.Value),
        ["class_prompts"] = member => ReadClassPrompts(member.Value),
        ["instruction_template"] = member => Once(member, () => _set = _set with { InstructionTemplate = Template(member.Value) }),
        ["instruct_documents"] = member => Once(member, () => _set = _set with { InstructDocuments = Switch(member.Value) }),
        ["instruction_sources"] = member => Once(member, () => _set = _set with { InstructionSources = Sources(member.Value) }),
    };

    /// <summary>Reads files.</summary>
    /// <param name="paths">Full paths; without any, the set is empty.</param>
    /// <returns>What they say together; or everything that is wrong with them.</returns>
    public static Outcome<PromptSet> Read(IReadOnlyList<string> paths)
    {
        var reader = new PromptFile();
        foreach (var path in paths)
        {
            reader.ReadFile(path);
        }

        return reader._problems.Count > 0
            ? Outcome.Failure<PromptSet>(reader._problems)
            : reader._set with
            {
                Prompts = reader._hasPrompts ? reader._prompts : null,
                TaskPrompts = reader._taskPrompts,
                ClassPrompts = reader._classPrompts,
                Files = reader._files,
                Path = paths.Count == 0 ? null : paths[0],
            };
    }

    private void ReadFile(string path)
    {
        try
        {
            Read(path, File.ReadAllBytes(path));
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            _problems.Add(EncodingCodes.PromptFileInvalid.At(
                new SourcePlace(path), $"The file cannot be read: {error.Message}", "Name a JSON file that exists and may be read."));
        }
    }

    private void Read(string path, byte[] bytes)
    {
        _source = SourceText.Of(bytes, path);
        _files.Add(new ModelFile($"prompts/{Path.GetFileName(path)}", bytes.Length, Convert.ToHexStringLower(SHA256.HashData(bytes))));
        var root = JsonValue.Parse(_source.Content, out var error);
        if (root is null)
        {
            _problems.Add(EncodingCodes.PromptFileInvalid.At(_source.PlaceOf(error!.Value.Offset + _source.MarkLength), error.Value.Message, "Mend the syntax at this place."));
        }
        else if (root.Kind != JsonKind.Mapping)
        {
            Complain(root, "A file with prompts is an object; this one holds something else.");
        }
        else if (root.Members.Any(member => _members.ContainsKey(member.Name)))
        {
            ReadSections(root);
        }
        else
        {
            ReadPrompts(root);
        }
    }

    private void ReadSections(JsonValue root)
    {
        foreach (var member in root.Members)
        {
            if (_members.TryGetValue(member.Name, out var read))
            {
                read(member);
            }
            else
            {
                _problems.Add(EncodingCodes.PromptFileInvalid.At(
                    _source.PlaceOf(member.Start + _source.MarkLength),
                    $"There is no '{member.Name}' here. {NearestNames.Sentence(member.Name, _members.Keys)}".TrimEnd(),
                    $"Put prompts under 'model_prompts'; {Remedy}"));
            }
        }
    }

    private void ReadPrompts(JsonValue prompts)
    {
        _hasPrompts = true;
        foreach (var (name, text, member) in Texts(prompts))
        {
            if (_prompts.Exists(known => known.Key == name))
            {
                Repeated(member);
            }

            _prompts.Add(new(name, text));
        }
    }

    private void ReadClassPrompts(JsonValue prompts)
    {
        foreach (var (name, text, member) in Texts(prompts))
        {
            if (!_classPrompts.TryAdd(name, text))
            {
                Repeated(member);
            }
        }
    }

    private void ReadTaskPrompts(JsonValue prompts)
    {
        foreach (var member in Members(prompts))
        {
            var prompt = member.Value.Kind == JsonKind.Mapping
                ? new TaskPrompt(null, Texts(member.Value).GroupBy(text => text.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Last().Text, StringComparer.Ordinal))
                : new TaskPrompt(Text(member.Value), null);
            foreach (var role in member.Value.Members.Where(role => role.Name is not ("query" or "document")))
            {
                _problems.Add(EncodingCodes.PromptFileInvalid.At(
                    _source.PlaceOf(role.Start + _source.MarkLength), $"'{role.Name}' is no role.", "The roles are 'query' and 'document'."));
            }

            if (!_taskPrompts.TryAdd(member.Name, prompt))
            {
                Repeated(member);
            }
        }
    }

    private string? Template(JsonValue value)
    {
        var template = Text(value);
        if (value.Kind == JsonKind.Text && !InstructionTemplate.IsValid(template))
        {
            Complain(value, "A template holds '{instruction}', and no other braces unless they are doubled.");
        }

        return template;
    }

    private bool Switch(JsonValue value)
    {
        if (value.Kind != JsonKind.Switch)
        {
            Complain(value, "Here stands true or false.");
        }

        return value.IsTrue;
    }

    private List<InstructionSource> Sources(JsonValue value)
    {
        var sources = new List<InstructionSource>();
        foreach (var item in value.Items)
        {
            if (item.AsText() is { } name && SourceNames.TryGetValue(name, out var source) && !sources.Contains(source))
            {
                sources.Add(source);
            }
            else
            {
                Complain(item, $"A source is one of {string.Join(", ", SourceNames.Keys)}, each at most once.");
            }
        }

        if (sources.Count == 0)
        {
            Complain(value, $"Here stands a list of sources: {string.Join(", ", SourceNames.Keys)}.");
        }

        return sources;
    }

    private IEnumerable<(string Name, string Text, JsonMember Member)> Texts(JsonValue mapping) =>
        Members(mapping).Select(member => (member.Name, Text(member.Value), member));

    private IReadOnlyList<JsonMember> Members(JsonValue mapping)
    {
        if (mapping.Kind != JsonKind.Mapping)
        {
            Complain(mapping, "Here stands an object, from names to texts.");
        }

        return mapping.Members;
    }

    private string Text(JsonValue value)
    {
        if (value.Kind != JsonKind.Text)
        {
            Complain(value, "A prompt is a text; an empty one means that none is wanted.");
        }

        return value.AsText() ?? "";
    }

    private void Once(JsonMember member, Action read)
    {
        if (!_said.Add(member.Name))
        {
            Repeated(member);
        }

        read();
    }

    private void Repeated(JsonMember member) => _problems.Add(EncodingCodes.PromptFileInvalid.At(
        _source.PlaceOf(member.Start + _source.MarkLength), $"'{member.Name}' is given twice.", "Keep one of the two."));

    private void Complain(JsonValue value, string message) =>
        _problems.Add(EncodingCodes.PromptFileInvalid.At(_source.PlaceOf(value.Start + _source.MarkLength), message, Remedy));
}
