namespace Microsoft.ML.OnnxRuntime.Native;

/// <summary>What a C function answers: null for success, else an object with a code and a message.</summary>
internal static unsafe class OrtStatus
{
    /// <summary>Throws unless a call succeeded, and frees the status.</summary>
    /// <exception cref="OnnxRuntimeException">The call failed.</exception>
    public static void Verify(nint status)
    {
        if (status == 0)
        {
            return;
        }

        var code = (ErrorCode)OrtApi.GetErrorCode(status);
        var message = Utf8.Read(OrtApi.GetErrorMessage(status));
        OrtApi.Release(OrtFunction.ReleaseStatus, status);
        throw new OnnxRuntimeException(code, message);
    }
}
