using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>
/// The native library. It is loaded at the first call, from beside this assembly or the program, or from
/// <c>runtimes/&lt;rid&gt;/native</c> below them, or wherever the platform finds a library of that name.
/// </summary>
internal static unsafe class OrtLibrary
{
    /// <summary>The setting of the application (<see cref="AppContext"/>) that names a folder to look in first.</summary>
    internal const string FolderSetting = "Mteb.NativeFolder";

    /// <summary>The setting of the application that names the only folder to look in, for a library that was chosen, such as one with CUDA.</summary>
    internal const string ChosenSetting = "Mteb.OnnxRuntimeFolder";

    private static readonly Lazy<(nint Handle, string Path)> Loaded = new(() =>
        AppContext.GetData(ChosenSetting) is string { Length: > 0 } chosen ? Load([chosen], platform: false) : Load(Folders()));

    /// <summary>The file that was loaded.</summary>
    public static string Path => Loaded.Value.Path;

    /// <summary>The library's entry point, called.</summary>
    public static OrtApiBase* ApiBase => ((delegate* unmanaged<OrtApiBase*>)Export("OrtGetApiBase"))();

    /// <summary>The file name of the library on this platform.</summary>
    internal static string FileName =>
        OperatingSystem.IsWindows() ? "onnxruntime.dll" : OperatingSystem.IsMacOS() ? "libonnxruntime.dylib" : "libonnxruntime.so";

    /// <summary>A function that the library exports by name.</summary>
    /// <exception cref="EntryPointNotFoundException">There is none of that name.</exception>
    public static nint Export(string name) => NativeLibrary.GetExport(Loaded.Value.Handle, name);

    /// <summary>Loads the library from the first of some folders that has it, or from where the platform looks.</summary>
    /// <param name="folders">Where to look; each also stands for its <c>runtimes/&lt;rid&gt;/native</c>.</param>
    /// <param name="platform">Whether to ask the platform at last.</param>
    /// <exception cref="DllNotFoundException">
    /// No place has it, or it does not load; the message names the places and the remedy.
    /// </exception>
    internal static (nint Handle, string Path) Load(IReadOnlyList<string> folders, bool platform = true)
    {
        var rid = RuntimeIdentifier();
        var candidates = folders
            .SelectMany(folder => new[] { folder, System.IO.Path.Combine(folder, "runtimes", rid, "native") })
            .Select(folder => System.IO.Path.Combine(folder, FileName))
            .ToArray();
        foreach (var candidate in candidates.Where(File.Exists))
        {
            return (LoadFile(candidate), candidate);
        }

        if (platform && NativeLibrary.TryLoad("onnxruntime", typeof(OrtLibrary).Assembly, null, out var handle))
        {
            return (handle, "onnxruntime");
        }

        throw new DllNotFoundException(
            $"The native library of ONNX Runtime, {FileName}, was not found for {rid}. Looked for: {string.Join(", ", candidates)}. "
            + $"Put the library of ONNX Runtime 1.17 or newer for {rid} into one of these places, or reference a package that carries it.");
    }

    private static nint LoadFile(string file)
    {
        try
        {
            return NativeLibrary.Load(file);
        }
        catch (Exception exception) when (exception is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException(
                $"The native library '{file}' exists but does not load: {exception.Message.TrimEnd('.', ' ', '\n')}. "
                + $"Replace it by the one for {RuntimeIdentifier()}, and install what it depends on: on Windows the Visual C++ "
                + "runtime, on Linux glibc and libstdc++.",
                exception);
        }
    }

    // A host such as MSBuild has a base directory of its own: it can name a folder, and the assembly's comes next.
    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "Where the location is empty the base directory serves.")]
    private static string[] Folders()
    {
        var assembly = System.IO.Path.GetDirectoryName(typeof(OrtLibrary).Assembly.Location);
        return [.. new[] { AppContext.GetData(FolderSetting) as string, assembly, AppContext.BaseDirectory }.Where(folder => !string.IsNullOrEmpty(folder)).Cast<string>()];
    }

    // The portable identifier: RuntimeInformation.RuntimeIdentifier can name a distribution.
    private static string RuntimeIdentifier()
    {
        var system = OperatingSystem.IsWindows() ? "win" : OperatingSystem.IsMacOS() ? "osx" : "linux";
        return $"{system}-{RuntimeInformation.ProcessArchitecture.ToString().ToLowerInvariant()}";
    }
}
