namespace Mteb.Tool;

/// <summary>What the process says with its exit code. Append-only: scripts rely on the numbers.</summary>
internal enum ExitCode
{
    /// <summary>Everything went well.</summary>
    Ok = 0,

    /// <summary>The work was done, and it found something: an error in the user's files, or a gate that is not met.</summary>
    Findings = 1,

    /// <summary>The command line or a configuration is wrong; nothing was done.</summary>
    Usage = 2,

    /// <summary>A file, the network, a native library or the machine stood in the way.</summary>
    Input = 3,

    /// <summary>The Hub refused, or could not be proven to have done what was asked.</summary>
    Hub = 4,

    /// <summary>A fault of this program.</summary>
    Internal = 70,

    /// <summary>The user cancelled. Finished work stays.</summary>
    Cancelled = 130,
}
