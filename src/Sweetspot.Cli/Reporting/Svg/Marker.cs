namespace Sweetspot.Cli;

/// <summary>Shapes of points, so that nothing is told by colour alone.</summary>
internal enum Marker
{
    /// <summary>No point; a line only.</summary>
    None,

    /// <summary>A small dot, for the many in the background.</summary>
    Dot,

    /// <summary>A filled circle.</summary>
    Circle,

    /// <summary>An open circle.</summary>
    Ring,

    /// <summary>A filled square.</summary>
    Square,

    /// <summary>A filled triangle.</summary>
    Triangle,

    /// <summary>A filled diamond.</summary>
    Diamond,

    /// <summary>A cross.</summary>
    Cross,

    /// <summary>A five-pointed star.</summary>
    Star,
}
