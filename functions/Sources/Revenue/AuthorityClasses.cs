using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Sources.Revenue;

/// <summary>The class column's words.</summary>
internal static class AuthorityClasses
{
    /// <summary>The class a word stands for; not known: <see cref="AuthorityClass.Other"/>, to be flagged, since an area needs a known one.</summary>
    public static (AuthorityClass Class, bool IsKnown) Read(string word) => word switch
    {
        "SD" => (AuthorityClass.ShireDistrict, true),
        "SC" => (AuthorityClass.ShireCounty, true),
        "UA" => (AuthorityClass.UnitaryAuthority, true),
        "MD" => (AuthorityClass.MetropolitanDistrict, true),
        "L" or "LB" => (AuthorityClass.LondonBorough, true),
        "O" or "GLA" => (AuthorityClass.Other, true),
        _ => (AuthorityClass.Other, false),
    };

    /// <summary>The word as files write it today.</summary>
    public static string Write(AuthorityClass @class) => @class switch
    {
        AuthorityClass.ShireDistrict => "SD",
        AuthorityClass.ShireCounty => "SC",
        AuthorityClass.UnitaryAuthority => "UA",
        AuthorityClass.MetropolitanDistrict => "MD",
        AuthorityClass.LondonBorough => "LB",
        _ => "O",
    };
}
