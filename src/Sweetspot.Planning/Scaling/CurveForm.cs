namespace Sweetspot.Planning;

/// <summary>Forms of a learning curve (Alabdulmohsin et al. 2022, arXiv:2209.06640).</summary>
public enum CurveForm
{
    /// <summary>y = a n^-c.</summary>
    M1,

    /// <summary>y = e + a n^-c.</summary>
    M2,

    /// <summary>y = e + a (1/n + g)^c.</summary>
    M3,

    /// <summary>(y - e) / (e0 - y)^s = b n^-c.</summary>
    M4,
}
