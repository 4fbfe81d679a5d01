namespace Microsoft.ML.OnnxRuntime;

/// <summary>Results that are disposed of together.</summary>
/// <typeparam name="T">Type of a result.</typeparam>
#pragma warning disable CA1710 // The official name.
public interface IDisposableReadOnlyCollection<T> : IReadOnlyCollection<T>, IReadOnlyList<T>, IDisposable;
#pragma warning restore CA1710

/// <summary>A list that disposes of what it holds, the last first.</summary>
internal sealed class DisposableList<T>(int capacity) : List<T>(capacity), IDisposableReadOnlyCollection<T>
    where T : IDisposable
{
    /// <inheritdoc/>
    public void Dispose()
    {
        for (var index = Count - 1; index >= 0; index--)
        {
            this[index].Dispose();
        }
    }
}
