namespace BudgetWatch.Domain.Codes;

/// <summary>The class of an authority as returns state it. Only principal authorities are ever part of an area.</summary>
public enum AuthorityClass
{
    /// <summary>Police, fire, park, waste, transport, combined authorities and the GLA: never an area.</summary>
    Other,

    /// <summary>SD, shire district.</summary>
    ShireDistrict,

    /// <summary>SC, shire county.</summary>
    ShireCounty,

    /// <summary>UA, unitary authority.</summary>
    UnitaryAuthority,

    /// <summary>MD, metropolitan district.</summary>
    MetropolitanDistrict,

    /// <summary>LB, London borough (older files write L).</summary>
    LondonBorough,
}
