namespace BudgetWatch.Domain.Codes;

/// <summary>The classes of principal authorities, by the letters that returns give them.</summary>
public static class PrincipalClasses
{
    /// <summary>Every one; authorities are compared only with others of their class.</summary>
    public static readonly IReadOnlyList<AuthorityClass> All =
    [
        AuthorityClass.ShireCounty, AuthorityClass.ShireDistrict, AuthorityClass.UnitaryAuthority, AuthorityClass.MetropolitanDistrict,
        AuthorityClass.LondonBorough,
    ];

    /// <summary>The letters: <c>SC</c>, <c>SD</c>, <c>UA</c>, <c>MD</c>, <c>LB</c>.</summary>
    public static string Id(this AuthorityClass @class) => @class switch
    {
        AuthorityClass.ShireCounty => "SC",
        AuthorityClass.ShireDistrict => "SD",
        AuthorityClass.UnitaryAuthority => "UA",
        AuthorityClass.MetropolitanDistrict => "MD",
        AuthorityClass.LondonBorough => "LB",
        _ => throw new ArgumentOutOfRangeException(nameof(@class), @class, "No class of principal authorities."),
    };

    /// <summary>The class of those letters, or null.</summary>
    public static AuthorityClass? Find(string id) => All.Where(@class => @class.Id() == id).Cast<AuthorityClass?>().FirstOrDefault();
}
