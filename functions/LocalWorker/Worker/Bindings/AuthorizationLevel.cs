namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which key a caller of an HTTP function must present.</summary>
public enum AuthorizationLevel
{
    /// <summary>None.</summary>
    Anonymous = 0,

    /// <summary>A signed-in user. The local worker does not run such functions.</summary>
    User = 1,

    /// <summary>The function key or the host key.</summary>
    Function = 2,

    /// <summary>A system key. The local worker does not run such functions.</summary>
    System = 3,

    /// <summary>The master key.</summary>
    Admin = 4,
}
