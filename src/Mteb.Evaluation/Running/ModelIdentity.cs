using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Mteb.Schemas.Models;

namespace Mteb.Evaluation.Running;

/// <summary>Under which name and revision the results of a model are kept.</summary>
/// <param name="Name">The model's name, <c>organisation/name</c>.</param>
/// <param name="Revision">Commonly the 40 hexadecimal digits of a commit.</param>
public sealed partial record ModelIdentity(string Name, string Revision)
{
    /// <summary>
    /// Finds name and revision of a model folder: from the place of a Hub snapshot (<c>models--org--name/snapshots/revision</c>),
    /// else <c>local/</c> and the folder's name with git's HEAD of the folder, else with a hash of its files.
    /// </summary>
    /// <param name="folder">Full path of the model folder.</param>
    /// <param name="files">The files that make the model what it is, with their SHA-256 in hexadecimal digits.</param>
    public static ModelIdentity Of(string folder, IReadOnlyList<ModelFile> files)
    {
        if (HubSnapshot().Match(folder.Replace('\\', '/')) is { Success: true } snapshot)
        {
            return new ModelIdentity($"{snapshot.Groups[1].Value}/{snapshot.Groups[2].Value}", snapshot.Groups[3].Value);
        }

        var name = Path.GetFileName(folder.TrimEnd(Path.DirectorySeparatorChar, Path.AltDirectorySeparatorChar));
        return new ModelIdentity($"local/{(name.Length == 0 ? "model" : name)}", GitHead(folder) ?? ContentHash(files));
    }

    /// <summary>A hash of what the files hold and how they are called: the first 40 hexadecimal digits of a SHA-256.</summary>
    public static string ContentHash(IEnumerable<ModelFile> files)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in files.OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{file.Name}\0{file.Sha256}\n"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..40];
    }

    /// <summary>The commit that a folder's own git repository has checked out; null when it is not the root of one.</summary>
    internal static string? GitHead(string folder)
    {
        var git = Path.Combine(folder, ".git");
        if (File.Exists(git) && File.ReadAllText(git) is var pointer && pointer.StartsWith("gitdir:", StringComparison.Ordinal))
        {
            git = Path.GetFullPath(Path.Combine(folder, pointer["gitdir:".Length..].Trim()));
        }

        var headFile = Path.Combine(git, "HEAD");
        if (!File.Exists(headFile))
        {
            return null;
        }

        var head = File.ReadAllText(headFile).Trim();
        return head.StartsWith("ref: ", StringComparison.Ordinal) ? Reference(git, head["ref: ".Length..]) : Commit(head);
    }

    private static string? Reference(string git, string name)
    {
        // A work tree that git added keeps its references in the main repository.
        var common = Path.Combine(git, "commondir");
        var root = File.Exists(common) ? Path.GetFullPath(Path.Combine(git, File.ReadAllText(common).Trim())) : git;
        var loose = Path.Combine(root, name);
        if (File.Exists(loose))
        {
            return Commit(File.ReadAllText(loose).Trim());
        }

        var packed = Path.Combine(root, "packed-refs");
        return File.Exists(packed)
            ? File.ReadLines(packed)
                .Where(line => line.EndsWith(" " + name, StringComparison.Ordinal))
                .Select(line => Commit(line[..line.IndexOf(' ', StringComparison.Ordinal)]))
                .FirstOrDefault()
            : null;
    }

    private static string? Commit(string text) => CommitDigits().IsMatch(text) ? text : null;

    [GeneratedRegex("^[0-9a-f]{40}$")]
    private static partial Regex CommitDigits();

    [GeneratedRegex("/models--([^/]+?)--([^/]+)/snapshots/([0-9a-f]{40})/?$")]
    private static partial Regex HubSnapshot();
}
