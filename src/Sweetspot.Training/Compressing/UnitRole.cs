namespace Sweetspot.Training;

/// <summary>What a tensor says of a unit's magnitude.</summary>
internal enum UnitRole
{
    /// <summary>It makes the unit's value.</summary>
    Incoming,

    /// <summary>It carries the unit's value on.</summary>
    Outgoing,

    /// <summary>It goes with the unit and is not counted.</summary>
    Companion,
}
