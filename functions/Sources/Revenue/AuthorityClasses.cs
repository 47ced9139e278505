using BudgetWatch.Domain.Codes;

namespace BudgetWatch.Sources.Revenue;

/// <summary>The class column's words.</summary>
internal static class AuthorityClasses
{
    /// <summary>The class a word stands for; not known: <see cref="AuthorityClass.Other"/>, to be flagged, since an area needs a known one.</summary>
    public static (AuthorityClass Class, bool IsKnown) Read(string word) =>
        word switch
        {
            "SD" or "Shire District" => (AuthorityClass.ShireDistrict, true),
            "SC" or "Shire County" => (AuthorityClass.ShireCounty, true),
            "UA" or "Unitary Authority" => (AuthorityClass.UnitaryAuthority, true),
            "MD" or "Met District" => (AuthorityClass.MetropolitanDistrict, true),
            "L" or "LB" or "London" => (AuthorityClass.LondonBorough, true),
            "O" or "GLA" or "Other" => (AuthorityClass.Other, true),
            _ => (AuthorityClass.Other, false),
        };

    /// <summary>The class an ONS code is of: its first three characters say so.</summary>
    public static AuthorityClass Of(GssCode? place) =>
        place switch
        {
            { IsShireDistrict: true } => AuthorityClass.ShireDistrict,
            { IsShireCounty: true } => AuthorityClass.ShireCounty,
            { IsUnitary: true } => AuthorityClass.UnitaryAuthority,
            { IsMetropolitanDistrict: true } => AuthorityClass.MetropolitanDistrict,
            { IsLondonBorough: true } => AuthorityClass.LondonBorough,
            _ => AuthorityClass.Other,
        };
}
