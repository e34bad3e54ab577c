using System.Collections.Immutable;
using Sweetspot.Planning;

namespace Sweetspot.Training;

/// <summary>A loaded data set: rows that may be trained on, and test rows that only finalists touch.</summary>
/// <remarks>Immutable and safe to share. What is fitted to data (means, categories) is fitted in <see cref="Encode(ImmutableArray{int}, InputShape)"/>, on training rows only.</remarks>
public abstract class Dataset
{
    /// <summary>What was understood of it.</summary>
    public abstract DataProfile Profile { get; }

    /// <summary>Class index of each training row, then of each test row; empty for regression.</summary>
    public abstract ImmutableArray<int> Classes { get; }

    /// <summary>Target of each training row, then of each test row, as in the data; empty for classification.</summary>
    public abstract ImmutableArray<double> Targets { get; }

    /// <summary>Group number of each training row; empty where rows are independent.</summary>
    public abstract ImmutableArray<int> Groups { get; }

    /// <summary>Text that is wanted of each training row, then of each test row; empty where a class or a number is.</summary>
    internal virtual ImmutableArray<string> Answers => [];

    /// <summary>Time of each training row, where the data are split by time: later ones larger; empty elsewhere.</summary>
    internal virtual ImmutableArray<double> Times => [];

    /// <summary>Whether images are normalised one by one, rather than by the mean and deviation of all.</summary>
    public virtual bool NormalizesEachImage => false;

    /// <summary>Whether each training row is held out for validation, where the data have a way of their own; null: by class or target, and by group.</summary>
    internal virtual bool[]? HoldOut(double fraction, ulong seed) => null;

    /// <summary>Fold of each training row, −1 for one that is never held out, where the data have a way of their own; null as above.</summary>
    internal virtual int[]? Deal(int folds, ulong seed) => null;

    /// <summary>Encodes all rows (training, then test) with whatever is fitted to <paramref name="fitRows"/> alone, as the profile's input.</summary>
    /// <param name="fitRows">Zero-based training rows.</param>
    public EncodedData Encode(ImmutableArray<int> fitRows) => Encode(fitRows, Profile.Input);

    /// <summary>The same for a model that takes them so: another resolution, another vocabulary.</summary>
    /// <param name="fitRows">Zero-based training rows.</param>
    /// <param name="input">A shape that this data can be encoded to: <see cref="ModelShape.Input"/>.</param>
    public abstract EncodedData Encode(ImmutableArray<int> fitRows, InputShape input);
}
