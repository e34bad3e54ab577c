namespace Sweetspot.Training;

/// <summary>How a student learns from its teacher's answers (Hinton et al. 2015, arXiv 1503.02531).</summary>
public static class Distillation
{
    /// <summary>By which scores of classes are divided, of teacher and student, before they become shares: above 1, what the teacher thinks of wrong classes counts.</summary>
    public const double Temperature = 3;

    /// <summary>Share of the teacher's answers in the loss; the rest is the data's own.</summary>
    public const double Mixing = 0.5;
}
