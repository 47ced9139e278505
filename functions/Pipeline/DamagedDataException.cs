namespace BudgetWatch.Pipeline;

/// <summary>What storage gave is not what was written there. It is never served; what it was can be made again from the raw zone.</summary>
public sealed class DamagedDataException : Exception
{
    /// <summary>With what is damaged, in a sentence for readers and operators.</summary>
    /// <param name="message">The sentence.</param>
    public DamagedDataException(string message)
        : base(message) { }

    /// <summary>With what is damaged, and the cause.</summary>
    public DamagedDataException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>Without a message.</summary>
    public DamagedDataException() { }

    /// <summary>The release whose rows are damaged; null for anything else.</summary>
    public string? ReleaseId { get; init; }

    /// <summary>Rows of a release that are not those that were published.</summary>
    /// <param name="releaseId">The release.</param>
    /// <param name="what">What is wrong, as <c>part 'figures' has other rows than were published</c>.</param>
    public static DamagedDataException OfRelease(string releaseId, string what) =>
        new($"Stored rows of release {releaseId} are damaged: {what}. They are not served until they are restored.")
        {
            ReleaseId = releaseId,
        };
}
