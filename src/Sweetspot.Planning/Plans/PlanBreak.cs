namespace Sweetspot.Planning;

/// <summary>A limit that a candidate plan breaks.</summary>
public enum PlanBreak
{
    /// <summary>None.</summary>
    None,

    /// <summary>The work cannot be split so: layers, heads or sequences do not go round.</summary>
    Layout,

    /// <summary>The device has too little memory.</summary>
    Memory,

    /// <summary>It takes too long.</summary>
    Time,

    /// <summary>It costs too much.</summary>
    Money,

    /// <summary>It takes too many device hours.</summary>
    DeviceHours,

    /// <summary>It takes more FLOPs than there are.</summary>
    Flops,

    /// <summary>It does not reach the loss, however long it is trained.</summary>
    Loss,

    /// <summary>It answers too slowly.</summary>
    Serving,
}
