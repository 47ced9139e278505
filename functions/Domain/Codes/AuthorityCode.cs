using System.Diagnostics.CodeAnalysis;

namespace BudgetWatch.Domain.Codes;

/// <summary>
/// The E-code (LGF code) under which an authority files its returns: <c>E0101</c>. Every published return has it, and it is
/// what returns of different years are joined on; names drift and are never joined on.
/// </summary>
/// <param name="Value">An upper-case E and four digits.</param>
public readonly record struct AuthorityCode(string Value) : IComparable<AuthorityCode>
{
    /// <summary>Reads an E-code, white space around it allowed, lower case not (internal sheets leak lower-case copies).</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out AuthorityCode code)
    {
        var trimmed = text?.Trim();
        if (trimmed is not { Length: 5 } || trimmed[0] != 'E' || !trimmed.AsSpan(1).ContainsOnlyDigits())
        {
            code = default;
            return false;
        }

        code = new AuthorityCode(trimmed);
        return true;
    }

    /// <inheritdoc/>
    public int CompareTo(AuthorityCode other) => string.CompareOrdinal(Value, other.Value);

    /// <inheritdoc/>
    public override string ToString() => Value;
}
