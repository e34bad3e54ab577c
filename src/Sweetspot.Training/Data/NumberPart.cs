namespace Sweetspot.Training;

/// <summary>Which number is taken of a text.</summary>
internal enum NumberPart
{
    /// <summary>The number that is written.</summary>
    Value,

    /// <summary>Days since 1970-01-01 of a date, with the time of day as a fraction.</summary>
    Days,

    /// <summary>Year of a date.</summary>
    Year,

    /// <summary>Month of a date, 1 to 12.</summary>
    Month,

    /// <summary>Day of the week of a date, Monday 1 to Sunday 7.</summary>
    Weekday,

    /// <summary>Hour of the day of a date, 0 to 24.</summary>
    Hour,
}
