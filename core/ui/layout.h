// Layout: gives every box of a scene its place, and every text its lines, in CSS px from the scene's upper left corner.
#pragma once
#include "core/ui/scene.h"
#include "core/ui/typeface.h"

namespace history::ui {

// The scene becomes exactly `width` wide and at least `least_height` high. Returns its height.
float lay_out(Scene& scene, float width, float least_height, const Typeface& typeface);

}  // namespace history::ui
