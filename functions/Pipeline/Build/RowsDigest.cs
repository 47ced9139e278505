using System.Security.Cryptography;
using System.Text;

namespace BudgetWatch.Pipeline.Build;

/// <summary>SHA-256 over rows that come in order of key.</summary>
internal sealed class RowsDigest : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);

    /// <summary>The next row.</summary>
    public void Add(ReleaseRow row) => _hash.AppendData(Encoding.UTF8.GetBytes($"{row.Key}\t{row.Json}\n"));

    /// <summary>The digest of those that came, in lower-case hexadecimal.</summary>
    public string End() => Convert.ToHexStringLower(_hash.GetHashAndReset());

    /// <inheritdoc/>
    public void Dispose() => _hash.Dispose();
}
