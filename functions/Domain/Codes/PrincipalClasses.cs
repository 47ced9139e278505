namespace BudgetWatch.Domain.Codes;

/// <summary>The classes of principal authorities, by the letters that returns give them. Authorities are compared only with others of their class.</summary>
public static class PrincipalClasses
{
    /// <summary>Their words in the API.</summary>
    public static readonly EnumNames<AuthorityClass> Words = new(
        (AuthorityClass.ShireCounty, "SC"),
        (AuthorityClass.ShireDistrict, "SD"),
        (AuthorityClass.UnitaryAuthority, "UA"),
        (AuthorityClass.MetropolitanDistrict, "MD"),
        (AuthorityClass.LondonBorough, "LB")
    );

    /// <summary>The letters: <c>SC</c>, <c>SD</c>, <c>UA</c>, <c>MD</c>, <c>LB</c>.</summary>
    public static string Id(this AuthorityClass @class) => Words.Id(@class);

    /// <summary>Several authorities of the class, as a sentence calls them.</summary>
    public static string Plural(this AuthorityClass @class) =>
        @class switch
        {
            AuthorityClass.ShireCounty => "counties",
            AuthorityClass.ShireDistrict => "shire districts",
            AuthorityClass.UnitaryAuthority => "unitary authorities",
            AuthorityClass.MetropolitanDistrict => "metropolitan districts",
            AuthorityClass.LondonBorough => "London boroughs",
            _ => "other authorities",
        };

    /// <summary>The class of those letters, or null.</summary>
    public static AuthorityClass? Find(string id) => Words.Find(id);
}
