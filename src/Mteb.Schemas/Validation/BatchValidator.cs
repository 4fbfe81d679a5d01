using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Results.Validation;

namespace Mteb.Schemas.Validation;

/// <summary>Validates many files on several threads.</summary>
public static class BatchValidator
{
    private const int SmallestBuffer = 1 << 16;

    /// <summary>Validates files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="severities">Severities that a user gave to codes.</param>
    /// <param name="threads">How many threads work.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <param name="isStrict">Whether every file is held to its JSON Schema too.</param>
    /// <returns>A report a file, in the same order.</returns>
    public static IReadOnlyList<FileReport> Validate(
        IReadOnlyList<ResultFile> files, SeverityRules severities, int threads, CancellationToken cancellationToken, bool isStrict = false)
    {
        var reports = new FileReport[files.Count];
        var next = -1;

        // Each thread takes the next file when it is done with one, so that large files hold nobody up.
        void Work()
        {
            var buffer = new byte[SmallestBuffer];
            while (Interlocked.Increment(ref next) is var index && index < files.Count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                reports[index] = Validate(files[index], isStrict, ref buffer).With(severities);
            }
        }

        var others = Enumerable.Range(1, Math.Max(0, Math.Min(threads, files.Count) - 1)).Select(_ => Task.Run(Work, cancellationToken)).ToArray();
        Work();
        Task.WhenAll(others).GetAwaiter().GetResult();
        return reports;
    }

    /// <summary>Validates a file.</summary>
    public static FileReport Validate(ResultFile file, bool isStrict = false)
    {
        var buffer = Array.Empty<byte>();
        return Validate(file, isStrict, ref buffer);
    }

    private static FileReport Validate(ResultFile file, bool isStrict, ref byte[] buffer)
    {
        try
        {
            var length = Read(file.Path, ref buffer);
            return FileValidator.Validate(buffer.AsMemory(0, length), file, isStrict);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return FileReport.Unreadable(file, exception);
        }
    }

    private static int Read(string path, ref byte[] buffer)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var length = checked((int)RandomAccess.GetLength(handle));
        if (buffer.Length < length)
        {
            buffer = new byte[Math.Max(length, 2 * buffer.Length)];
        }

        var done = 0;
        while (done < length && RandomAccess.Read(handle, buffer.AsSpan(done, length - done), done) is var count and > 0)
        {
            done += count;
        }

        return done;
    }
}
