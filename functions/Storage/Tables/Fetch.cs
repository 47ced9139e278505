namespace BudgetWatch.Storage.Tables;

/// <summary>What was last fetched from an address.</summary>
/// <param name="Address">The address asked, before any redirect.</param>
/// <param name="ETag">As its server gave it; null where it gave none.</param>
/// <param name="LastModified">As its server gave it; null where it gave none.</param>
/// <param name="Sha256">SHA-256 of the body, lower-case hexadecimal.</param>
/// <param name="At">When it was last fetched, or found unchanged.</param>
internal sealed record Fetch(Uri Address, string? ETag, DateTimeOffset? LastModified, string Sha256, DateTimeOffset At)
{
    /// <summary>Whether the server gave anything to ask conditionally with.</summary>
    public bool CanBeAskedConditionally => ETag is not null || LastModified is not null;
}
