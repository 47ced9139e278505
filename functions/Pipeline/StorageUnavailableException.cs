namespace BudgetWatch.Pipeline;

/// <summary>Storage did not answer in time, could not be reached, or answered that it cannot serve now. It may answer at the next try.</summary>
public sealed class StorageUnavailableException : Exception
{
    /// <summary>With what happened, for the log.</summary>
    public StorageUnavailableException(string message)
        : base(message) { }

    /// <summary>With what happened, for the log, and the cause.</summary>
    public StorageUnavailableException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Without a message.</summary>
    public StorageUnavailableException() { }
}
